import { ConfigurationTarget, commands, l10n, type Uri, window, workspace } from 'vscode';

const FIX_ALL = 'source.fixAll.premortem';
const SETTING = 'codeActionsOnSave';

type ActionsOnSave = Readonly<Record<string, unknown>> | readonly string[];

/**
 * Adds `source.fixAll.premortem` to what saving a Go file does, beside what is there already.
 * @param about the Go document whose folder settings may hold the list
 */
export async function enableFixOnSave(about: Uri | undefined): Promise<void> {
  const scope = about ? { uri: about, languageId: 'go' } : { languageId: 'go' };
  const settings = workspace.getConfiguration('editor', scope);
  if (isOn(settings.get<ActionsOnSave>(SETTING))) {
    void window.showInformationMessage(l10n.t('Premortem already fixes Go files on save.'));
    return;
  }
  const inspected = settings.inspect<ActionsOnSave>(SETTING);
  // where a list exists already, because a narrower one would win over ours
  const [target, current, where] =
    inspected?.workspaceFolderLanguageValue !== undefined
      ? ([
          ConfigurationTarget.WorkspaceFolder,
          inspected.workspaceFolderLanguageValue,
          l10n.t('folder settings'),
        ] as const)
      : inspected?.workspaceLanguageValue !== undefined
        ? ([
            ConfigurationTarget.Workspace,
            inspected.workspaceLanguageValue,
            l10n.t('workspace settings'),
          ] as const)
        : ([ConfigurationTarget.Global, inspected?.globalLanguageValue, l10n.t('user settings')] as const);
  const effective = settings.get<ActionsOnSave>(SETTING);
  await settings.update(
    SETTING,
    withFixAll(current, inspected?.defaultLanguageValue, effective),
    target,
    true,
  );
  const open = l10n.t('Open settings');
  const answer = await window.showInformationMessage(
    l10n.t('Saving a Go file now applies the safe fixes of Premortem ({0}).', where),
    open,
  );
  if (answer !== open) return;
  const command = {
    [ConfigurationTarget.Global]: 'workbench.action.openSettingsJson',
    [ConfigurationTarget.Workspace]: 'workbench.action.openWorkspaceSettingsFile',
    [ConfigurationTarget.WorkspaceFolder]: 'workbench.action.openFolderSettingsFile',
  }[target];
  await commands.executeCommand(command);
}

function isOn(actions: ActionsOnSave | undefined): boolean {
  if (isList(actions)) return actions.includes(FIX_ALL) || actions.includes('source.fixAll');
  const level = actions?.[FIX_ALL] ?? actions?.['source.fixAll'];
  return level === 'explicit' || level === 'always' || level === true;
}

/**
 * The value to write.
 * @param current what the target holds for Go
 * @param byDefault what extensions contribute for Go: the Go extension's `source.organizeImports`
 * @param effective what holds now; its form decides, since a list and an object do not merge
 */
function withFixAll(
  current: ActionsOnSave | undefined,
  byDefault: ActionsOnSave | undefined,
  effective: ActionsOnSave | undefined,
): ActionsOnSave {
  if (isList(effective)) return [FIX_ALL, ...effective.filter((kind) => kind !== FIX_ALL)];
  return {
    ...(isList(byDefault) ? {} : byDefault),
    ...(isList(current) ? {} : current),
    [FIX_ALL]: 'explicit',
  };
}

function isList(actions: ActionsOnSave | undefined): actions is readonly string[] {
  return Array.isArray(actions);
}
