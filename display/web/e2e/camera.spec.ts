// The technician looks through a camera: a real stream of GStreamer's RTSP server, decoded by the page's browser.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test, watch } from './fixtures';
import { Daemon } from './daemon';

const SERVER = new URL('../../../daemon/tests/cameras/server.py', import.meta.url).pathname;
const CNDP = 'cndp = { receipt = "D-123/2026", purpose = "security", retention_days = 30, sign_posted = true }';

async function camera(codec: string): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn('/usr/bin/python3', [SERVER, '--codec', codec], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<string>((said, failed) => { createInterface({ input: child.stdout! }).once('line', said); child.once('exit', (code) => failed(new Error(`the camera ended with ${code}: are the packages of tests/run installed?`))); });
  return { child, port: Number(port) };
}

test('a technician sees one picture of each kind of camera, and a dead one in words', async ({ page }) => {
  test.setTimeout(90_000);
  const cameras = await Promise.all([camera('h264'), camera('jpeg')]);
  const [film, jpeg] = cameras as [(typeof cameras)[0], (typeof cameras)[0]];
  const table = (id: string, port: number) => `[[camera]]\nid = "${id}"\nplace = "waiting-hall"\nurl = "rtsp://127.0.0.1:${port}/cam"\nprobe_seconds = 10\nstill = true\n${CNDP}\n`;
  const daemon = new Daemon(table('camera-hall', film.port) + table('camera-door', jpeg.port) + table('camera-archive', 9));
  try {
    await daemon.start();
    const errors: string[] = [];
    watch(page, errors);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${daemon.url}/devices?lang=fr`);
    const card = (id: string) => page.locator('.cards > li', { hasText: id });
    await expect(card('camera-hall')).toHaveClass(/good/, { timeout: 30_000 });
    await card('camera-hall').locator('.test button').click();
    await expect.poll(() => card('camera-hall').locator('video').evaluate((v: HTMLVideoElement) => v.videoWidth).catch(() => 0), { timeout: 30_000 }).toBe(320);
    await card('camera-door').locator('.test button').click();
    await expect.poll(() => card('camera-door').locator('img').evaluate((i: HTMLImageElement) => i.naturalWidth).catch(() => 0), { timeout: 30_000 }).toBe(320);
    await expect(card('camera-archive')).toHaveClass(/bad/, { timeout: 30_000 });
    await expect(card('camera-archive')).toContainText('Injoignable');
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT, fullPage: true });
    await card('camera-hall').locator('figure button').click();
    await expect(card('camera-hall').locator('video')).toHaveCount(0);
    expect(errors).toEqual([]);
  } finally {
    await daemon.stop();
    for (const { child } of cameras) child.kill();
  }
});
