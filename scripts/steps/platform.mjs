// Which system this is, and the exact command that installs what is missing on it.
import { has, run } from './run.mjs';
import { Stop, say, step } from './say.mjs';

// need → the package's name at each package manager. Later Debian and Ubuntu renamed some (…t64).
const packages = {
  apt: {
    libraries: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'],
    display: ['xvfb', 'fonts-noto-cjk'],
    compiler: ['g++'],
  },
  dnf: {
    libraries: ['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm'],
    display: ['xorg-x11-server-Xvfb', 'google-noto-sans-cjk-fonts'],
    compiler: ['gcc-c++'],
  },
  zypper: {
    libraries: ['libgtk-3-0', 'mozilla-nss', 'libasound2', 'libgbm1'],
    display: ['xorg-x11-server-Xvfb', 'noto-sans-cjk-fonts'],
    compiler: ['gcc-c++'],
  },
  pacman: {
    libraries: ['gtk3', 'nss', 'alsa-lib', 'mesa'],
    display: ['xorg-server-xvfb', 'noto-fonts-cjk'],
    compiler: ['gcc'],
  },
};

const commands = {
  apt: (names) => `apt-get install -y --no-install-recommends ${names.join(' ')}`,
  dnf: (names) => `dnf install -y ${names.join(' ')}`,
  zypper: (names) => `zypper install -y ${names.join(' ')}`,
  pacman: (names) => `pacman -S --needed --noconfirm ${names.join(' ')}`,
};

const managers = { apt: 'apt-get', dnf: 'dnf', zypper: 'zypper', pacman: 'pacman' };

export const isRoot = () => process.getuid?.() === 0;

/**
 * Installs what is missing where we may (root on Debian or Ubuntu), else stops with the command to type.
 * needs: any of 'libraries' | 'display' | 'compiler'; because: what was found missing, for the message.
 */
export async function installSystemPackages(needs, because) {
  const manager = await firstManager();
  if (!manager) throw new Stop(`Missing on this system: ${because}. Please install it with your package manager.`);
  const mayInstall = isRoot() && manager === 'apt';
  // Before the package lists are there, no name can be looked up in them.
  if (mayInstall) await step('reading the package lists (apt-get update)', () => shell('apt-get update'));
  const wanted = needs.flatMap((need) => packages[manager][need]);
  const command = commands[manager](await present(manager, wanted));
  if (!mayInstall)
    throw new Stop(`Missing on this system: ${because}.\nPlease run:\n\n  ${typed(command)}\n\nand start again.`);
  say(`· missing on this system: ${because}`);
  await step(command, () => shell(command));
}

const typed = (command) => (isRoot() ? command : `sudo ${command}`);

async function shell(command) {
  const { code, stdout, stderr } = await run('sh', ['-c', command], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) throw new Stop(`${tail(stdout)}${tail(stderr)}\nThat failed. The command was:\n\n  ${command}`);
}

async function firstManager() {
  for (const [name, program] of Object.entries(managers)) if (await has(program)) return name;
  return undefined;
}

/** Renames the packages that this release of Debian or Ubuntu calls …t64. */
async function present(manager, names) {
  if (manager !== 'apt') return names;
  const renamed = ['libgtk-3-0', 'libasound2'];
  return Promise.all(names.map(async (name) => (renamed.includes(name) && (await isT64(name)) ? `${name}t64` : name)));
}

async function isT64(name) {
  return (await run('sh', ['-c', `apt-cache show ${name}t64 2>/dev/null | grep -q .`])).code === 0;
}

const tail = (text) => text.split('\n').slice(-15).join('\n');
