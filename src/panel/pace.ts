/**
 * How fast a run goes, over the last seconds.
 */
export class Pace {
  /**
   * Note where the run is.
   *
   * @param time - when that step was logged, Unix seconds
   */
  note(step: number, time: number): void {
    const last = this._notes[this._notes.length - 1];
    if (last && (time < last.time || step < last.step)) {
      // A resumed run, or one whose history was corrected: begin again.
      this._notes = [];
    } else if (last && time - last.time < Pace.SPACING) {
      return;
    }
    this._notes.push({ step, time });
    while (
      this._notes.length > 2 &&
      time - this._notes[1].time >= Pace.WINDOW
    ) {
      this._notes.shift();
    }
  }

  /**
   * Steps for each second; null while too little is known.
   */
  get rate(): number | null {
    const first = this._notes[0];
    const last = this._notes[this._notes.length - 1];
    if (!first || last.time - first.time < 1 || last.step === first.step) {
      return null;
    }
    return (last.step - first.step) / (last.time - first.time);
  }

  /** The span that the rate is taken over, in seconds, where there is so much. */
  static readonly WINDOW = 10;
  private static readonly SPACING = 0.5;

  private _notes: { step: number; time: number }[] = [];
}
