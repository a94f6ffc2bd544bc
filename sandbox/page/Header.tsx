import { Field } from './Field';
import type { Helpdesk, HelpdeskState } from './helpdesk';

const LANGUAGES = [
  'en-US',
  'ar',
  'de',
  'es',
  'fr',
  'he',
  'id',
  'it',
  'ja',
  'pt-BR',
  'ru',
  'tr',
  'uk',
  'zh-CN',
];

interface HeaderProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
}

/** Whose browser this is, and how it looks. */
export function Header({ helpdesk, state }: HeaderProps): React.JSX.Element {
  const { world, agent, page, active, colorScheme, locale } = state;
  const agents = world.users.filter(({ role, active: isActive }) => role !== 'end-user' && isActive);
  const another = agents[(agents.findIndex(({ id }) => id === agent.id) + 1) % agents.length];
  const languages = LANGUAGES.includes(locale) ? LANGUAGES : [locale, ...LANGUAGES];

  const addressAs = (agentId: number | string): string => {
    const parameters = new URLSearchParams({ agent: String(agentId) });
    if (typeof active === 'number') parameters.set('ticket', String(active));
    if (page === 'app') parameters.set('page', page);
    return `/?${parameters}`;
  };

  return (
    <header className="header">
      <h1>
        Helpdesk <span className="header-note">sandbox</span>
      </h1>
      {world.channel === 'live' ? (
        <strong className="badge badge-live">Live: real messages</strong>
      ) : (
        <span className="badge">Simulator</span>
      )}
      <div className="header-controls">
        <Field label="Agent" className="inline">
          {(id) => (
            <select
              id={id}
              value={agent.id}
              onChange={(event) => location.assign(addressAs(event.target.value))}
            >
              {agents.map((user) => (
                <option key={user.id} value={user.id}>
                  {user.role === 'admin' ? `${user.name} (admin)` : user.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <button type="button" onClick={() => another && open(addressAs(another.id), '_blank')}>
          Open as another agent
        </button>
        <Field label="Language" className="inline">
          {(id) => (
            <select id={id} value={locale} onChange={(event) => helpdesk.setLocale(event.target.value)}>
              {languages.map((language) => (
                <option key={language}>{language}</option>
              ))}
            </select>
          )}
        </Field>
        <button
          type="button"
          aria-pressed={colorScheme === 'dark'}
          onClick={() => helpdesk.setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}
        >
          Dark
        </button>
      </div>
    </header>
  );
}
