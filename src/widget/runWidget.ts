import {
  DOMWidgetModel,
  DOMWidgetView,
  type WidgetModel,
  type WidgetView
} from '@jupyter-widgets/base';
import type { Message } from '@lumino/messaging';

import type { IPanelHosts } from '../lab/tokens';
import type { IRunHandle, LinkHub } from '../link';
import { type IMountedPanel, mountRunPanel } from '../panel/mount';
import { MODULE, VERSION } from './module';

/** What the views of widgets need of the page. */
export interface IWidgetPlace {
  hub: LinkHub;
  hosts: IPanelHosts;
}

/** The classes of the module, by the names that the kernel library gives them. */
export function runWidgets(
  place: IWidgetPlace
): Record<string, typeof WidgetModel | typeof WidgetView> {
  return {
    RunModel: RunWidgetModel,
    RunView: class extends RunWidgetView {
      protected override readonly place = place;
    }
  };
}

/** What `run.widget(keys=, height=)` says. */
class RunWidgetModel extends DOMWidgetModel {
  override defaults() {
    return {
      ...super.defaults(),
      _model_name: 'RunModel',
      _model_module: MODULE,
      _model_module_version: VERSION,
      _view_name: 'RunView',
      _view_module: MODULE,
      _view_module_version: VERSION,
      run: '',
      kernel: null,
      comm: null,
      keys: null,
      height: null
    };
  }
}

/** The panel of a run, in whatever layout of widgets it stands. */
abstract class RunWidgetView extends DOMWidgetView {
  protected abstract readonly place: IWidgetPlace;

  override render(): void {
    super.render();
    const { hub, hosts } = this.place;
    this.el.classList.add('jp-Runside-view', 'jp-Runside-mount');
    this.el.dataset.place = 'widget';
    this._handle = hub.open(this.model.get('run') as string, {
      kernel: this.model.get('kernel') as string | null,
      comm: this.model.get('comm') as string | null
    });
    this._mounted = mountRunPanel(this.el, {
      model: this._handle.model,
      host: hosts.create('widget'),
      place: 'widget',
      ...this._wanted()
    });
    this.listenTo(this.model, 'change:keys change:height', () =>
      this._mounted?.update(this._wanted())
    );
  }

  override processLuminoMessage(message: Message): void {
    super.processLuminoMessage(message);
    switch (message.type) {
      // A tab of a layout that was not in front has had no size until now.
      case 'after-attach':
      case 'after-show':
        this._mounted?.setVisible(this.luminoWidget.isVisible);
        break;
      case 'before-hide':
      case 'before-detach':
        this._mounted?.setVisible(false);
        break;
    }
  }

  override remove(): void {
    this._mounted?.dispose();
    this._mounted = null;
    this._handle?.dispose();
    this._handle = null;
    super.remove();
  }

  private _wanted(): { keys: string[] | null; height: number | null } {
    return {
      keys: this.model.get('keys') as string[] | null,
      height: this.model.get('height') as number | null
    };
  }

  private _handle: IRunHandle | null = null;
  private _mounted: IMountedPanel | null = null;
}
