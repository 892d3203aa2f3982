package afterimage.ui.style;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** The icons in use, all of one pack. */
@SuppressWarnings("ImmutableEnumChecker") // Ikon is an interface of enums.
public enum Icons {
  OPEN(MaterialDesignF.FOLDER_OPEN_OUTLINE),
  ADD(MaterialDesignP.PLUS),
  WORDS(MaterialDesignC.CREATION),
  SAMPLE(MaterialDesignI.IMAGE_OUTLINE),
  PICTURES(MaterialDesignI.IMAGE_MULTIPLE_OUTLINE),
  REFINE(MaterialDesignA.AUTO_FIX),
  CANCEL(MaterialDesignC.CLOSE),
  COPY(MaterialDesignC.CONTENT_COPY),
  EXPORT(MaterialDesignE.EXPORT_VARIANT),
  WATCH(MaterialDesignF.FOLDER_EYE_OUTLINE),
  SAVE(MaterialDesignC.CONTENT_SAVE_OUTLINE),
  STRENGTHS(MaterialDesignV.VIEW_COLUMN_OUTLINE),
  PRESET(MaterialDesignB.BOOKMARK_OUTLINE),
  BLIND(MaterialDesignE.EYE_OFF_OUTLINE),
  BRUSH(MaterialDesignB.BRUSH),
  HARDWARE(MaterialDesignS.STETHOSCOPE),
  PANELS(MaterialDesignD.DOCK_LEFT),
  KEYS(MaterialDesignK.KEYBOARD_OUTLINE),
  ZOOM_IN(MaterialDesignP.PLUS),
  ZOOM_OUT(MaterialDesignM.MINUS),
  PREVIOUS(MaterialDesignC.CHEVRON_LEFT),
  NEXT(MaterialDesignC.CHEVRON_RIGHT),
  EXPAND(MaterialDesignC.CHEVRON_RIGHT),
  COLLAPSE(MaterialDesignC.CHEVRON_DOWN),
  DICE(MaterialDesignD.DICE_5_OUTLINE),
  LOCKED(MaterialDesignL.LOCK_OUTLINE),
  UNLOCKED(MaterialDesignL.LOCK_OPEN_VARIANT_OUTLINE),
  SETTINGS(MaterialDesignC.COG_OUTLINE),
  INFO(MaterialDesignI.INFORMATION_OUTLINE),
  DONE(MaterialDesignC.CHECK_CIRCLE_OUTLINE),
  ERROR(MaterialDesignA.ALERT_CIRCLE_OUTLINE),
  REMOVE(MaterialDesignC.CLOSE),
  DEVICE(MaterialDesignC.CHIP),
  MODEL(MaterialDesignC.CUBE_OUTLINE),
  QUEUE(MaterialDesignP.PLAYLIST_PLAY),
  PAUSE(MaterialDesignP.PAUSE),
  RESUME(MaterialDesignP.PLAY),
  UP(MaterialDesignC.CHEVRON_UP),
  DOWN(MaterialDesignC.CHEVRON_DOWN),
  RETRY(MaterialDesignR.REFRESH),
  STARRED(MaterialDesignS.STAR),
  UNDO(MaterialDesignU.UNDO_VARIANT),
  REDO(MaterialDesignR.REDO_VARIANT),
  MEMORY(MaterialDesignM.MEMORY),
  MISSING(MaterialDesignL.LINK_VARIANT_OFF);

  private final Ikon ikon;

  Icons(Ikon ikon) {
    this.ikon = ikon;
  }

  /** The icon itself, for who makes nodes of it. */
  public Ikon ikon() {
    return ikon;
  }

  /** A new node that shows it; a node can be in one place only. */
  public FontIcon node() {
    return new FontIcon(ikon);
  }
}
