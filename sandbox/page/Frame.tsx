import { useLayoutEffect, useRef } from 'react';
import type { AppFrame } from './helpdesk';

/** Makes the window of an iframe known to the ZAF host; answers how to take it back. */
export type AttachFrame = (frame: AppFrame, window: Window) => () => void;

interface FrameProps {
  readonly frame: AppFrame;
  readonly title: string;
  readonly isShown: boolean;
  readonly attach: AttachFrame;
}

/** One iframe of the app, whether it is in front or only kept alive. */
export function Frame({ frame, title, isShown, attach }: FrameProps): React.JSX.Element {
  const element = useRef<HTMLIFrameElement>(null);
  // A frame never changes under its guid except for its looks, so the first one stands for all.
  const first = useRef(frame);

  // Before paint, because the app may say its first words as soon as it is loaded.
  useLayoutEffect(() => {
    const frameWindow = element.current?.contentWindow;
    return frameWindow ? attach(first.current, frameWindow) : undefined;
  }, [attach]);

  return (
    <iframe
      ref={element}
      title={title}
      src={frame.src}
      hidden={!isShown}
      style={frame.height === null ? undefined : { height: frame.height }}
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-downloads"
    />
  );
}
