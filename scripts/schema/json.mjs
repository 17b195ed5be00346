// JSON as the formatter leaves it: a list of plain values stands on one line where it fits.
const width = 120;

/** The text of a JSON file. */
export function jsonText(value) {
  return `${write(value, '', 0)}\n`;
}

function write(value, indent, taken) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return writeList(value, indent, taken);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(([key, item]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return `${name}${write(item, inner, name.length)}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function writeList(items, indent, taken) {
  const inner = `${indent}  `;
  const line = `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
  const isPlain = items.every((item) => typeof item !== 'object' || item === null);
  if (isPlain && taken + line.length + 1 <= width) return line;
  return `[\n${items.map((item) => `${inner}${write(item, inner, inner.length)}`).join(',\n')}\n${indent}]`;
}
