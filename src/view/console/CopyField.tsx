import { Button } from '@zendeskgarden/react-buttons';
import { Field, Input } from '@zendeskgarden/react-forms';
import { type ReactNode, useRef, useState } from 'react';
import { type WordKey, wordsAt } from '../words';

interface CopyFieldProps {
  readonly label: WordKey;
  readonly value: string;
}

/** A value to be copied exactly as it is. */
export function CopyField({ label, value }: CopyFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    if (input.current !== null && (await copyFrom(input.current))) setCopied(value);
  };
  const isCopied = copied === value;
  return (
    <div className="copy-field">
      <Field>
        <Field.Label>{wordsAt(label)}</Field.Label>
        <Input ref={input} isCompact readOnly value={value} dir="ltr" />
      </Field>
      <Button
        size="small"
        aria-label={`${wordsAt('console.templates.copy')}: ${wordsAt(label)}`}
        onClick={() => void copy()}
      >
        {wordsAt(isCopied ? 'console.templates.copied' : 'console.templates.copy')}
      </Button>
      <span className="unseen" role="status">
        {isCopied ? wordsAt('console.templates.copied') : ''}
      </span>
    </div>
  );
}

/** Selects the value and copies it; pages in a frame may lack the newer way. */
async function copyFrom(input: HTMLInputElement): Promise<boolean> {
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    // The host page decides who may write to the clipboard; a selected text can still be copied.
    return document.execCommand('copy');
  }
}
