import { useState } from 'react';
import { tagsFromText } from './ticket-form';

interface TagsInputProps {
  readonly id: string;
  readonly tags: readonly string[];
  readonly isDisabled: boolean;
  readonly onChange: (tags: readonly string[]) => void;
}

/** The Tags field. What is typed counts when the field is left or Enter is pressed. */
export function TagsInput({ id, tags, isDisabled, onChange }: TagsInputProps): React.JSX.Element {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    if (typed !== null) onChange(tagsFromText(typed));
    setTyped(null);
  };
  return (
    <input
      id={id}
      value={typed ?? tags.join(' ')}
      disabled={isDisabled}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        // Enter in a field submits its form; here it only ends the tag.
        event.preventDefault();
        commit();
      }}
    />
  );
}
