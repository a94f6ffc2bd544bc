import { type ReactNode, useEffect, useRef, useState } from 'react';
import { wordsAt } from './words';

interface CopyDetailsProps {
  /** Makes the text when it is asked for. */
  readonly text: () => string;
}

type Copied =
  | { readonly kind: 'no' }
  | { readonly kind: 'yes' }
  /** The browser does not let this frame write the clipboard: a person can. */
  | { readonly kind: 'by_hand'; readonly text: string };

/** Copies what support asks for, or shows it to be copied by hand. */
export function CopyDetails({ text }: CopyDetailsProps): ReactNode {
  const [copied, setCopied] = useState<Copied>({ kind: 'no' });
  const copy = async () => {
    const made = text();
    setCopied((await writeClipboard(made)) ? { kind: 'yes' } : { kind: 'by_hand', text: made });
  };
  return (
    <section className="copy">
      <button type="button" className="link" onClick={() => void copy()}>
        {wordsAt('details.copy')}
      </button>
      {copied.kind === 'by_hand' && <TextToCopy text={copied.text} />}
      <p className="note" role="status">
        {copied.kind !== 'no' && wordsAt(copied.kind === 'yes' ? 'details.copied' : 'details.copy_by_hand')}
      </p>
    </section>
  );
}

/** True if the text is in the clipboard. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Denied by the page around this frame, or by the browser.
    return false;
  }
}

function TextToCopy({ text }: { readonly text: string }): ReactNode {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.select(), []);
  return (
    <textarea
      className="to-copy"
      ref={area}
      rows={6}
      readOnly
      dir="ltr"
      lang="en"
      value={text}
      aria-label={wordsAt('details.copy_text')}
    />
  );
}
