/** The YAML language service, in a worker of its own (CSP forbids building one from text). */

import 'monaco-yaml/yaml.worker.js';
