type Attributes = Readonly<Record<string, string | number>>;

/** An element with elements in it, or with text, which is escaped by `text`. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const head = `<${name}${list.join("")}`;
  if (content.length === 0) return `${head}/>`;
  const inside = name === "title" || name === "desc" ? content.map(escaped) : content;
  return name === "svg" ? `${head}>\n${inside.join("\n")}\n</${name}>` : `${head}>${inside.join("")}</${name}>`;
}

export function text(attributes: Attributes, content: string): string {
  return element("text", attributes, escaped(content));
}

function escaped(plain: string): string {
  return plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
