/** One card, in the state and the look that the page's address names; all problems where it names no state. */
import { Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { problem } from '../../src/core/problem';
import type { State } from '../../src/core/state';
import { type CardSource, mountCard, mountNotice } from '../../src/view/mount';
import { ProblemBox } from '../../src/view/ProblemBox';
import { problemShown } from '../../src/view/problem-words';
import { speak } from '../../src/view/words';
import { everyState, problemCodes } from '../support/every-state';
import { now, requester, stateWith } from '../support/states';
import { lookIn } from './look';
import { notices } from './notices';

const query = new URLSearchParams(location.search);
const { scheme, dir } = lookIn(query);
const state = everyState.find(({ id }) => id === query.get('state'))?.state;
const notice = notices.find((one) => one === query.get('notice'));
const nothing = () => undefined;

document.documentElement.dir = dir;
document.documentElement.dataset.colorScheme = scheme;
const root = document.getElementById('root');
if (root !== null) show(root);

function show(place: HTMLElement): void {
  if (notice !== undefined) mountNotice(place, notice);
  else if (state !== undefined) mountCard(place, sourceOf(state));
  else showProblems(place);
}

function sourceOf(state: State): CardSource {
  return {
    getState: () => state,
    subscribe: () => nothing,
    click: nothing,
    openProfile: nothing,
    now: () => now,
    locale: dir === 'rtl' ? 'ar' : 'en',
    colorScheme: scheme,
  };
}

/** The words of every problem, as they would stand in the card. */
function showProblems(place: HTMLElement): void {
  speak(dir === 'rtl' ? 'ar' : 'en');
  createRoot(place).render(
    <Suspense>
      <main className="card" style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(256px, 1fr))' }}>
        <h1 className="unseen">Every problem</h1>
        {problemCodes.map((code) => (
          <div key={code}>
            <code>{code}</code>
            <ProblemBox problem={problemShown(problem(code), stateWith(), requester.name)} tone="plain" />
          </div>
        ))}
      </main>
    </Suspense>,
  );
}
