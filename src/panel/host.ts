import type { ISignal } from '@lumino/signaling';

import type { IMediaRegistry } from '../media/registry';
import type { ITranslation } from '../model';
import type { IRunEdit, Json, JsonObject } from '../protocol';

export type { ITranslation };

/**
 * What the views need of the place that they live in: JupyterLab, Notebook, a
 * saved notebook without any server, or a page of our own.
 */
export interface IHost {
  readonly trans: ITranslation;

  readonly theme: IHostTheme;

  /**
   * The bytes of a medium. Rejects, with a message for people, where they cannot
   * be had.
   *
   * @param run - the run's uid
   * @param sha256 - the name of the blob, 64 hex digits
   */
  blob(run: string, sha256: string): Promise<Blob>;

  /**
   * Open the run in a tab of its own; absent where there are no tabs, or where
   * the panel is in one.
   */
  openInTab?: (run: string) => void;

  /**
   * Show the cell that made the run; absent where it is not known.
   */
  goToCell?: (run: string) => void;

  /**
   * Put the panel away; absent where it stands for good.
   */
  close?: () => void;

  /**
   * Change what is said of a run: its name, its tags. Rejects, with a message for
   * people, where that cannot be; absent where nothing can be changed.
   */
  edit?: (run: string, edit: IRunEdit) => Promise<void>;

  /**
   * The types of media that can be shown; ours if absent.
   */
  readonly media?: IMediaRegistry;

  /**
   * Where layouts are kept; absent where they live no longer than the panel.
   */
  readonly layouts?: ILayoutStore;
}

/**
 * Keeps how boards are arranged, for all runs of a project alike: the next run is
 * shown as the one before it.
 */
export interface ILayoutStore {
  /**
   * What is kept for a project, unchecked (`readLayout` reads it); undefined where
   * nothing is, or where it has not come yet.
   */
  get(project: string): Json | undefined;

  set(project: string, layout: JsonObject): void;

  /** Emitted when what is kept has changed, or has come. */
  readonly changed: ISignal<unknown, void>;
}

export interface IHostTheme {
  /** Emitted after the page's colours have changed. */
  readonly changed: ISignal<unknown, unknown>;
  isDark(): boolean;
}

/**
 * Where a panel is: under a cell, alone in a tab, below the runs of the sidebar, as
 * an ipywidget, or drawn from its notebook alone, with neither kernel nor server
 * behind it.
 */
export type PanelPlace = 'output' | 'tab' | 'sidebar' | 'widget' | 'saved';

/** An image of a run that stands beside it in a notebook. */
export interface IPicture {
  /** A `data:` address. */
  readonly address: string;
  /** What it shows, in words. */
  readonly text: string;
}
