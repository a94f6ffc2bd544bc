import { Button } from '@zendeskgarden/react-buttons';
import { Modal } from '@zendeskgarden/react-modals';
import { type ReactNode, useState } from 'react';
import type { SettingName } from '../../core/settings';
import type { SettingChanges } from '../../engine/console-ports';
import type { NotSaved, Office } from '../../engine/office';
import { Say } from '../Say';
import { say, type Value, wordsAt } from '../words';

interface SaveDialogProps {
  readonly office: Office;
  readonly changes: SettingChanges;
  /** What the changes were made against. */
  readonly seen: ReadonlyMap<SettingName, string>;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Lists what will be changed in the app's settings, and changes it when the admin says so. */
export function SaveDialog({ office, changes, seen, onClose, onSaved }: SaveDialogProps): ReactNode {
  const [phase, setPhase] = useState<'asking' | 'saving'>('asking');
  const [failure, setFailure] = useState<NotSaved>();
  const save = async () => {
    if (phase === 'saving') return;
    setPhase('saving');
    const ended = await office.saveSettings(changes, seen);
    setPhase('asking');
    if (ended === undefined) onSaved();
    else setFailure(ended);
  };
  return (
    <Modal onClose={onClose} focusOnMount>
      <Modal.Header>{wordsAt('console.save.title')}</Modal.Header>
      <Modal.Body>
        <p>{wordsAt('console.save.text')}</p>
        <ul className="changes">
          {[...changes].map(([name, value]) => (
            <li key={name}>
              <Say
                what={say('console.save.change', {
                  setting: { key: `setting.${name}` },
                  from: shown(seen.get(name)),
                  to: shown(value),
                })}
              />
            </li>
          ))}
        </ul>
        <div role="alert">
          {failure !== undefined && (
            <p className="warning">
              <Say
                what={
                  failure === 'overtaken'
                    ? say('console.save.overtaken')
                    : say('console.save.failed', { reason: { key: `problem.${failure.code}.title` } })
                }
              />
            </p>
          )}
        </div>
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterItem>
          <Button isBasic onClick={onClose}>
            {wordsAt('console.cancel')}
          </Button>
        </Modal.FooterItem>
        <Modal.FooterItem>
          <Button isPrimary aria-disabled={phase === 'saving'} onClick={() => void save()}>
            {wordsAt(phase === 'saving' ? 'console.save.saving' : 'console.save.yes')}
          </Button>
        </Modal.FooterItem>
      </Modal.Footer>
      <Modal.Close aria-label={wordsAt('console.cancel')} />
    </Modal>
  );
}

const shown = (value: string | undefined): Value =>
  value === undefined || value === '' ? { key: 'console.save.empty' } : value;
