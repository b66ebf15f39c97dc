import * as React from 'react';

/**
 * A button, and what it opens below itself: until Escape, or until something else is
 * clicked or gets the focus.
 */
export function Popover(props: {
  /** What the button says to those who do not see it, and the name of what opens. */
  label: string;
  className: string;
  /** What is on the button. */
  face: React.ReactNode;
  children: React.ReactNode;
}): JSX.Element {
  const { label, className, face, children } = props;
  const [isOpen, setOpen] = React.useState(false);
  const root = React.useRef<HTMLDivElement>(null);
  const button = React.useRef<HTMLButtonElement>(null);
  const id = React.useId();

  React.useEffect(() => {
    if (!isOpen) {
      return;
    }
    const onPointer = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', onPointer, true);
    return () => document.removeEventListener('pointerdown', onPointer, true);
  }, [isOpen]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isOpen && event.key === 'Escape') {
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    }
  };
  const onBlur = ({ relatedTarget }: React.FocusEvent) => {
    // Without a target it is the window that lost the focus, or a button that went.
    if (relatedTarget && !root.current?.contains(relatedTarget)) {
      setOpen(false);
    }
  };
  return (
    <div
      ref={root}
      className="jp-Runside-popoverRoot"
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        title={label}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
      </button>
      {isOpen && (
        <div
          id={id}
          className="jp-Runside-popover"
          role="dialog"
          aria-label={label}
        >
          {children}
        </div>
      )}
    </div>
  );
}
