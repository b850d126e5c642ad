// A library, but no plug-in.
extern "C" int iflowsimNothing();
extern "C" int iflowsimNothing() {
  return 17;
}
