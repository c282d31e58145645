import { z } from 'zod'

/** True or false, as JSON has it or a form. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
