import type { Helpdesk, Notice } from './helpdesk';

interface NoticesProps {
  readonly helpdesk: Helpdesk;
  readonly notices: readonly Notice[];
}

/** What just happened, said aloud too. */
export function Notices({ helpdesk, notices }: NoticesProps): React.JSX.Element {
  return (
    <div className="notices">
      {notices.map(({ id, kind, text }) => (
        <div key={id} className={`notice notice-${kind}`}>
          <span role={kind === 'notice' ? 'status' : 'alert'}>{text}</span>
          <button type="button" aria-label="Dismiss" onClick={() => helpdesk.dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
