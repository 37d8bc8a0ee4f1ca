import { request } from '$lib/waiting/request.ts';

/** Asks for a demonstration; the id of its workshop, or null where the server gives none. */
export async function startDemo(): Promise<string | null> {
  try {
    const response = await request('/api/demo', { method: 'POST', headers: { accept: 'application/json' } });
    if (!response.ok) return null;
    const demo: unknown = await response.json();
    if (typeof demo !== 'object' || demo === null || !('workshop' in demo)) return null;
    return typeof demo.workshop === 'string' ? demo.workshop : null;
  } catch {
    return null;
  }
}
