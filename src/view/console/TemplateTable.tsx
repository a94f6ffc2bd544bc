import { Button } from '@zendeskgarden/react-buttons';
import { Table } from '@zendeskgarden/react-tables';
import type { ReactNode } from 'react';
import { familiesOf, type ListedTemplate, type Misfit, misfitsOf } from '../../core/template-fit';
import { Say } from '../Say';
import { type Phrase, say, wordsAt } from '../words';
import { statusValue } from './describe-line';

interface TemplateTableProps {
  readonly templates: readonly ListedTemplate[];
  readonly chosen: ListedTemplate | undefined;
  /** The one that the settings name. */
  readonly inUse: ListedTemplate | undefined;
  readonly onChoose: (template: ListedTemplate) => void;
}

const columns = ['name', 'language', 'category', 'status', 'body', 'fit'] as const;

/** Every template of the channel, those that fit first, the others with the reason why they do not. */
export function TemplateTable({ templates, chosen, inUse, onChoose }: TemplateTableProps): ReactNode {
  const rows = familiesOf(templates).flatMap(({ usable, variants }) => [
    ...usable,
    ...variants.filter((variant) => !usable.includes(variant)),
  ]);
  return (
    <div className="table-frame">
      <Table size="small">
        <Table.Head>
          <Table.HeaderRow>
            {columns.map((column) => (
              <Table.HeaderCell key={column} className={`column-${column}`}>
                {wordsAt(`console.templates.column.${column}`)}
              </Table.HeaderCell>
            ))}
          </Table.HeaderRow>
        </Table.Head>
        <Table.Body>
          {rows.map((template) => (
            <Row
              key={`${template.name}|${template.language}|${template.namespace}`}
              template={template}
              isChosen={template === chosen}
              isInUse={template === inUse}
              onChoose={() => onChoose(template)}
            />
          ))}
        </Table.Body>
      </Table>
    </div>
  );
}

interface RowProps {
  readonly template: ListedTemplate;
  readonly isChosen: boolean;
  readonly isInUse: boolean;
  readonly onChoose: () => void;
}

function Row({ template, isChosen, isInUse, onChoose }: RowProps): ReactNode {
  const { name, language, category, status, body } = template;
  const [misfit] = misfitsOf(template);
  const label = wordsAt(isChosen ? 'console.templates.chosen' : 'console.templates.choose');
  return (
    <Table.Row isSelected={isChosen}>
      <Table.Cell>
        <bdi>{name}</bdi>
        {isInUse && <span className="more">{wordsAt('console.templates.in_use')}</span>}
      </Table.Cell>
      <Table.Cell>
        <bdi>{language}</bdi>
      </Table.Cell>
      <Table.Cell>{wordsAt(`console.templates.category.${category ?? 'unlisted'}`)}</Table.Cell>
      <Table.Cell>
        <Say what={statusValue(status)} />
      </Table.Cell>
      <Table.Cell>
        <p className="template-body" dir="auto">
          {body ?? wordsAt('console.templates.body_unlisted')}
        </p>
      </Table.Cell>
      <Table.Cell>
        {misfit === undefined ? (
          <Button
            size="small"
            aria-label={`${label}: ${name}, ${language}`}
            aria-pressed={isChosen}
            disabled={isChosen}
            onClick={onChoose}
          >
            {label}
          </Button>
        ) : (
          <span className="misfit">
            <Say what={misfitWords(misfit)} />
          </span>
        )}
      </Table.Cell>
    </Table.Row>
  );
}

function misfitWords(misfit: Misfit): Phrase {
  switch (misfit.kind) {
    case 'not_approved':
      return say('console.misfit.not_approved');
    case 'variables':
      return say('console.misfit.variables', { count: misfit.found.length });
    case 'named':
      return say('console.misfit.named');
    case 'authentication':
      return say('console.misfit.authentication');
    case 'wanting':
      return say(`console.misfit.${misfit.part}`);
  }
}
