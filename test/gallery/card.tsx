/**
 * What the page's address names, as wide as the page: one card by `state` or `notice`, the words of all `problems`, or,
 * where it names none, everything in one column, each in a section of its own: tests walk through it.
 */
import { type ReactNode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { problem } from '../../src/core/problem';
import type { State } from '../../src/core/state';
import { type CardSource, LiveCard, Still, usePageLook } from '../../src/view/mount';
import { ProblemBox } from '../../src/view/ProblemBox';
import { problemShown } from '../../src/view/problem-words';
import { speak } from '../../src/view/words';
import { everyState, problemCodes } from '../support/every-state';
import { now, requester, stateWith } from '../support/states';
import { lookIn } from './look';
import { notices } from './notices';

const query = new URLSearchParams(location.search);
const { scheme, lang } = lookIn(query);
/** Each by the query that names it. */
const parts: readonly { readonly name: string; readonly shown: ReactNode }[] = [
  ...everyState.map(({ id, state }) => ({
    name: `state=${id}`,
    shown: <LiveCard source={sourceOf(state)} />,
  })),
  ...notices.map((notice) => ({ name: `notice=${notice}`, shown: <Still notice={notice} /> })),
  { name: 'problems=', shown: <Problems /> },
];
const one = parts.find(({ name }) => `${query}&`.startsWith(`${name}&`));

speak(lang);
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Suspense>{one?.shown ?? <Everything />}</Suspense>);

function Everything(): ReactNode {
  return parts.map(({ name, shown }) => (
    <section key={name} aria-label={name}>
      {shown}
    </section>
  ));
}

/** The page remembers what was asked for last, for tests of what a press comes to. */
function sourceOf(state: State): CardSource {
  const ask = (what: string) => {
    document.body.dataset.asked = what;
  };
  return {
    getState: () => state,
    subscribe: () => () => undefined,
    click: ({ kind }) => ask(kind),
    openProfile: () => ask('profile'),
    now: () => now,
    locale: lang,
    colorScheme: scheme,
  };
}

/** The words of every problem, as they would stand in the card. */
function Problems(): ReactNode {
  usePageLook(scheme);
  return (
    <main
      className="card"
      style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(min(256px, 100%), 1fr))' }}
    >
      <h1 className="unseen">Every problem</h1>
      {problemCodes.map((code) => (
        <div key={code}>
          <code>{code}</code>
          <ProblemBox problem={problemShown(problem(code), stateWith(), requester.name)} tone="plain" />
        </div>
      ))}
    </main>
  );
}
