import type { Api } from '$lib/api/api.ts';
import { checkPicture } from '$lib/api/pictures.ts';

/** Uploads a picture and returns its address in the team. */
export async function uploadPicture(api: Api, team: string, file: Blob): Promise<string> {
  checkPicture(file);
  return (await api.uploadPicture(team, file)).hash;
}
