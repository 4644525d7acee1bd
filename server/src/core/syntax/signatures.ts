const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|(?<![^\n])func\b|\b(?:interface|struct)\b|[{}()[\]]/g;

/**
 * Go source without the bodies of its declared functions and without comments, build constraints apart: what other
 * packages can see of a file, for a tenth of the parsing. Relies on `func` at the start of a line, as gofmt writes it;
 * any other function keeps its body.
 */
export function signaturesOf(text: string): string {
  let result = '';
  let from = 0; // start of what is not yet copied
  let braces = 0;
  let brackets = 0; // of ( and [
  let inSignature = false;
  let bodyAt = -1; // brace depth outside the body being left out
  let isTypeKeyword = false;
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    const wasTypeKeyword: boolean = isTypeKeyword;
    isTypeKeyword = false;
    const inBody = bodyAt >= 0;
    if (token.startsWith('//') || token.startsWith('/*')) {
      isTypeKeyword = wasTypeKeyword;
      if (inBody || token.startsWith('//go:build')) continue;
      result += text.slice(from, match.index);
      if (token.includes('\n')) result += '\n';
      else if (token.startsWith('/*')) result += ' ';
      from = match.index + token.length;
      continue;
    }
    switch (token) {
      case 'func':
        // a declaration starts where nothing is open; elsewhere the text is not as gofmt writes it
        if (!inBody && braces === 0 && brackets === 0) inSignature = true;
        break;
      case 'interface':
      case 'struct':
        isTypeKeyword = true;
        break;
      case '(':
      case '[':
        brackets++;
        break;
      case ')':
      case ']':
        brackets--;
        break;
      case '{':
        if (inSignature && braces === 0 && brackets === 0 && !wasTypeKeyword) {
          inSignature = false;
          bodyAt = 0;
          result += text.slice(from, match.index).trimEnd();
        }
        braces++;
        break;
      case '}':
        braces--;
        if (inBody && braces === bodyAt) {
          bodyAt = -1;
          from = match.index + 1;
        }
        break;
    }
  }
  return bodyAt >= 0 ? result : result + text.slice(from);
}
