// The camera of the machine as a picture that moves. It is let go as soon as nobody looks.
import { type RefObject, useEffect, useRef, useState } from "react";

export type CameraState = "starting" | "on" | "denied";

/** Whether this browser can show a camera at all; some windows of the desktop cannot. */
export function hasCamera(): boolean {
  return navigator.mediaDevices?.getUserMedia !== undefined;
}

/** Begins when the part of the page that shows it begins. `denied`: nobody allowed it, or there is none. */
export function useCamera(): { video: RefObject<HTMLVideoElement | null>; state: CameraState } {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>("starting");
  useEffect(() => {
    let stream: MediaStream | undefined;
    let gone = false;
    const letGo = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } } });
      const picture = video.current;
      if (gone || !picture) {
        letGo();
        return;
      }
      picture.srcObject = stream;
      await picture.play();
      if (!gone) setState("on");
    };
    begin().catch(() => !gone && setState("denied"));
    return () => {
      gone = true;
      letGo();
    };
  }, []);
  return { video, state };
}
