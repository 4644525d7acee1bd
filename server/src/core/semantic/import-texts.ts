/** Import paths of a file by its text: what is quoted in `import` declarations before the first other declaration. */
export function importsOf(text: string): string[] {
  const end = /^(?:func|type|var|const)\b/m.exec(text)?.index ?? text.length;
  const head = text.slice(0, end);
  const found: string[] = [];
  for (const declaration of head.matchAll(/^import[ \t]*(?:\(([^)]*)\)|[^\n]*)/gm)) {
    const body = (declaration[1] ?? declaration[0]).replace(/\/\/.*$/gm, '');
    for (const path of body.matchAll(/["`]([^"`\n]+)["`]/g)) found.push(path[1]!);
  }
  return found;
}
