import type { Helpdesk, HelpdeskState } from './helpdesk';

interface RequestLogProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
}

const TARGETS = { zendesk: 'Zendesk', onemsg: '1MSG' } as const;

/** Every request that left the app, in any window, the newest first. */
export function RequestLog({ helpdesk, state }: RequestLogProps): React.JSX.Element {
  const { requests, world } = state;
  const time = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });
  return (
    <section className="log" aria-label="Requests">
      <div className="pane-heading">
        <h2>
          Requests <span className="count">{requests.length}</span>
        </h2>
        <button
          type="button"
          className="quiet"
          disabled={requests.length === 0}
          onClick={() => helpdesk.clearRequests()}
        >
          Clear
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div className="log-scroll" tabIndex={0}>
        <table aria-label="Requests that left the app">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">To</th>
              <th scope="col">Method</th>
              <th scope="col">Path</th>
              <th scope="col">Status</th>
              <th scope="col">ms</th>
              <th scope="col">Agent</th>
            </tr>
          </thead>
          <tbody>
            {[...requests].reverse().map((entry) => (
              <tr key={entry.id}>
                <td>{time.format(new Date(entry.at))}</td>
                <td>{TARGETS[entry.target]}</td>
                <td>{entry.method}</td>
                <td className="log-path" title={entry.path}>
                  {entry.path}
                </td>
                <td className="log-number" data-ok={entry.status >= 200 && entry.status < 400}>
                  {entry.status === 0 ? 'none' : entry.status}
                </td>
                <td className="log-number">{entry.ms}</td>
                <td>{world.users.find(({ id }) => id === entry.agentId)?.name ?? entry.agentId}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {requests.length === 0 && <p className="empty">Nothing has left the app.</p>}
      </div>
    </section>
  );
}
