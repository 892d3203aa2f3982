package afterimage.ui.session;

/** What can be done with a version. For the FX thread. */
public interface VersionActions {

  /** Deletes it, which can be undone. */
  void delete(Version version);

  /** Marks it as worth keeping, or takes the mark away. */
  void star(Version version);

  /** Puts it on the before side, or the picture itself if it is there already. */
  void useAsBefore(Version version);

  /** Puts its settings into the inspector. */
  void useSettings(Version version);
}
