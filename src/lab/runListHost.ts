import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { MenuSvg } from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';

import type { LinkHub } from '../link';
import { pageTheme } from '../panel/pageTheme';
import type { IRunListHost, MenuItem } from '../runs/host';
import { CommandIDs } from './commands';

/** What Lab gives to the list of runs. */
export function createRunListHost(
  hub: LinkHub,
  commands: CommandRegistry,
  trans: TranslationBundle
): IRunListHost {
  return {
    trans,
    theme: pageTheme(),
    open: run => void commands.execute(CommandIDs.openRun, { run }),
    goToCell: run => void commands.execute(CommandIDs.goToCell, { run }),
    canGoToCell: ({ run }) =>
      commands.hasCommand(CommandIDs.goToCell) &&
      commands.isEnabled(CommandIDs.goToCell, { run }),
    edit: (run, edit) => hub.edit(run, edit),
    remove: run => hub.remove(run),
    confirm: async (title, text, action) => {
      const { button } = await showDialog({
        title,
        body: text,
        buttons: [
          Dialog.cancelButton({ label: trans.__('Cancel') }),
          Dialog.warnButton({ label: action })
        ]
      });
      return button.accept;
    },
    menu: openMenu,
    seriesOfRuns: (key, runs, pixelColumns) =>
      hub.seriesOfRuns(key, runs, pixelColumns),
    keysOfRuns: runs => hub.keysOfRuns(runs)
  };
}

/** Open a menu of Lab's own kind, which is gone when it closes. The keyboard is then where it was. */
function openMenu(
  { clientX, clientY }: { clientX: number; clientY: number },
  items: readonly MenuItem[]
): void {
  const commands = new CommandRegistry();
  const menu = new MenuSvg({ commands });
  const focused = document.activeElement;
  items.forEach((item, i) => {
    if (item === 'separator') {
      menu.addItem({ type: 'separator' });
      return;
    }
    const command = `item-${i}`;
    commands.addCommand(command, {
      label: item.label,
      isEnabled: () => item.isEnabled ?? true,
      execute: () => item.run()
    });
    menu.addItem({ command });
  });
  // Not at once: the item that closes it is executed after this signal, and may move the focus itself.
  menu.aboutToClose.connect(() => {
    requestAnimationFrame(() => {
      menu.dispose();
      if (
        document.activeElement === document.body &&
        focused instanceof HTMLElement
      ) {
        focused.focus({ preventScroll: true });
      }
    });
  });
  menu.open(clientX, clientY);
}
