import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import { type ReactNode, useEffect, useRef } from 'react';
import { type Outcome, outcomes, type Totals } from '../../core/log';
import { useLook } from '../look';
import { useTelling } from '../Say';
import { wordsAt } from '../words';
import { dayText } from './moment';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

/** The page's names for Garden's colours, which know light from dark. */
const colours: Readonly<Record<Outcome, string>> = {
  reached: '--good',
  under_way: '--link',
  failed: '--bad',
  unclear: '--warn',
};

/** A stack for each day. The table beside it says the same to those who cannot see it. */
export function OutcomesChart({ days }: Pick<Totals, 'days'>): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { colorScheme, rtl } = useLook();
  const { locale } = useTelling();
  useEffect(() => {
    if (canvas.current === null) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const ink = colour('--ink-soft');
    const isDark = colorScheme === 'dark';
    const chart = new Chart(canvas.current, {
      type: 'bar',
      data: {
        labels: days.map(({ day }) => dayText(day, locale, 'short')),
        datasets: outcomes.map((outcome) => ({
          label: wordsAt(`console.log.outcome.${outcome}`),
          data: days.map((day) => day.outcomes[outcome]),
          backgroundColor: colour(colours[outcome]),
          borderColor: colour('--paper'),
          borderWidth: { top: 1, bottom: 0, left: 0, right: 0 },
          maxBarThickness: 40,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        scales: {
          x: { stacked: true, reverse: rtl, ticks: { color: ink, maxRotation: 0 }, grid: { display: false } },
          y: {
            stacked: true,
            position: rtl ? 'right' : 'left',
            ticks: { color: ink, precision: 0 },
            grid: { color: colour('--line') },
          },
        },
        plugins: {
          legend: { rtl, position: 'bottom', labels: { color: ink, boxWidth: 12, boxHeight: 12 } },
          tooltip: { rtl, mode: 'index', backgroundColor: isDark ? '#39434b' : '#293239' },
        },
      },
    });
    return () => chart.destroy();
  }, [days, colorScheme, rtl, locale]);
  return (
    <div className="log-chart" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}
