/** What this program is and which parts of it run here. */

import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { ChokeMark } from '../parts/icons';
import { useStore } from '../store';
import { patch, workspace } from '../workspace';
import { useWords } from '../words/use-words';

export function About() {
  const { say } = useWords();
  const { info } = useStore(workspace);
  const close = () => {
    patch({ overlay: undefined });
  };
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say('about.version'), info?.version],
    [say('about.engine'), info?.engine],
    ['Electron', info?.electron],
    ['Node', info?.node],
    [say('about.platform'), info?.platform],
    [say('about.database'), info?.database],
  ];
  return (
    <Dialog
      title={say('about.title')}
      onClose={close}
      actions={
        <Button look="primary" onClick={close}>
          {say('about.close')}
        </Button>
      }
    >
      <p className="about-purpose">
        <ChokeMark large /> {say('about.purpose')}
      </p>
      <dl className="about-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="selectable">{value ?? '—'}</dd>
          </div>
        ))}
      </dl>
      {info?.fallback === true && <p className="about-fallback">{say('about.fallback')}</p>}
    </Dialog>
  );
}
