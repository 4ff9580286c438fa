let warned = false;

/** Says that this library cannot use the installed SDK as it would like to. Once is enough. */
export function warnOnce(): void {
  if (warned) return;
  warned = true;
  process.emitWarning(
    "The installed @aws-sdk/client-dynamodb does not have the hooks that make Keywright faster. Everything works, at the speed of the SDK's own client. Use a version of the SDK that this version of Keywright was tested with.",
    { type: "KeywrightWarning", code: "KEYWRIGHT_SDK_HOOKS" },
  );
}
