/** Every state of the card side by side, each in a frame of its own, as in Zendesk's tray. */

import { files } from 'words:card';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { stateGroups } from '../support/every-state';
import { choices, type GalleryLook, lookIn } from './look';
import { notices } from './notices';

const offers = { ...choices, lang: Object.keys(files) };

function Gallery({ look }: { readonly look: GalleryLook }): ReactNode {
  return (
    <>
      <header>
        <h1>Every state of the card</h1>
        <nav aria-label="Look">
          {Object.entries(offers).map(([choice, offered]) => (
            <p key={choice} className="switch">
              {offered.map((one) => (
                <a
                  key={one}
                  href={`?${new URLSearchParams({ ...look, [choice]: one })}`}
                  aria-current={Object.values(look).includes(one) ? 'true' : undefined}
                >
                  {one}
                </a>
              ))}
            </p>
          ))}
        </nav>
      </header>
      <main data-scheme={look.scheme}>
        {stateGroups.map(({ title, states }) => (
          <Group key={title} title={title}>
            {states.map(({ id, name }) => (
              <Framed key={id} name={name} show={{ state: id }} look={look} />
            ))}
          </Group>
        ))}
        <Group title="No ticket">
          {notices.map((notice) => (
            <Framed key={notice} name={notice} show={{ notice }} look={look} />
          ))}
        </Group>
        <Group title="Every problem">
          <Framed name="By code" show={{ problems: '' }} look={look} isWide />
        </Group>
      </main>
    </>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section>
      <h2>{title}</h2>
      <div className="cards">{children}</div>
    </section>
  );
}

interface FramedProps {
  readonly name: string;
  /** What the frame's page is to show. */
  readonly show: Readonly<Record<string, string>>;
  readonly look: GalleryLook;
  readonly isWide?: boolean;
}

/** The frame is as high as what it shows, as Zendesk's tray is after `resize`. */
function Framed({ name, show, look, isWide = false }: FramedProps): ReactNode {
  const [height, setHeight] = useState(160);
  const follow = ({ currentTarget }: SyntheticEvent<HTMLIFrameElement>) => {
    const root = currentTarget.contentDocument?.getElementById('root');
    if (!root) return;
    const fit = () => setHeight(Math.ceil(root.getBoundingClientRect().height));
    new ResizeObserver(fit).observe(root);
  };
  return (
    <figure className={isWide ? 'wide' : undefined}>
      <figcaption>{name}</figcaption>
      <iframe
        title={name}
        src={`${import.meta.env.BASE_URL}card.html?${new URLSearchParams({ ...show, ...look })}`}
        width={isWide ? '100%' : look.width}
        height={height}
        onLoad={follow}
      />
    </figure>
  );
}

const place = document.getElementById('gallery');
if (place !== null) createRoot(place).render(<Gallery look={lookIn(new URLSearchParams(location.search))} />);
