/** zod, set up once: without its compiler, which would need eval and so break the window's content-security policy. */

import { z } from 'zod';

z.config({ jitless: true });

export { z };
