import { env, type Uri, workspace } from 'vscode';

/**
 * The language of findings and explanations, `en` or `zh-cn`.
 * @param about the document or folder whose settings decide
 */
export function findingsLocale(about: Uri | undefined): string {
  const chosen = workspace.getConfiguration('premortem', about ?? null).get<string>('locale', 'auto');
  if (chosen !== 'auto') return chosen;
  return /^zh\b/i.test(env.language) ? 'zh-cn' : 'en';
}
