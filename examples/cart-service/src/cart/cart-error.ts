const messages = {
  "not-found": "There is no such cart.",
  "checked-out": "The cart was checked out: it does not change any more.",
  empty: "The cart is empty: there is nothing to order.",
  "no-such-line": "The cart has no line of this product.",
};

/** What a caller of the service did that cannot be done. Everything else passes through as it was thrown. */
export class CartError extends Error {
  override readonly name = "CartError";
  readonly code: keyof typeof messages;

  constructor(code: keyof typeof messages) {
    super(messages[code]);
    this.code = code;
  }
}
