// Recording a voice: one press begins, the next one ends, and the recording lies in the same field as a chosen file.

const put = (input, file) => {
  const all = new DataTransfer();
  for (const one of input.files) all.items.add(one);
  all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const TYPES = [["audio/mp4", "m4a"], ["audio/webm;codecs=opus", "webm"], ["audio/ogg;codecs=opus", "ogg"]];

export const voice = (button, input, words, says) => {
  if (!button || !navigator.mediaDevices || !window.MediaRecorder) return;
  const [type, ending] = TYPES.find(([one]) => MediaRecorder.isTypeSupported(one)) || ["", "webm"];
  let recorder = null;
  button.hidden = false;
  const shown = (isOn) => {
    button.setAttribute("aria-pressed", String(isOn));
    button.classList.toggle("is-recording", isOn);
    button.textContent = isOn ? words.voiceStop : words.voiceStart;
  };
  button.addEventListener("click", async () => {
    if (recorder) { recorder.stop(); return; }
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch { says(words.voiceNo); return; }
    const parts = [];
    recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      const kind = recorder.mimeType.split(";")[0] || "audio/webm";
      put(input, new File(parts, `${words.voiceName}.${ending}`, { type: kind }));
      recorder = null;
      shown(false);
    });
    recorder.start();
    shown(true);
  });
};
