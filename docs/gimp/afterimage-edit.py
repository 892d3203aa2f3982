#!/usr/bin/env python3
"""GIMP 3 plug-in: Filters > Enhance > Refine in Afterimage.

Sends what is visible to Afterimage and brings what is saved there back as a new layer on top.
Put this file into a folder of the same name (afterimage-edit/afterimage-edit.py) in GIMP's folder
for plug-ins (Edit > Preferences > Folders > Plug-ins), and make it executable.
"""

import os
import subprocess
import sys
import tempfile

import gi

gi.require_version("Gimp", "3.0")
from gi.repository import Gimp, Gio, GLib

COMMAND = os.environ.get("AFTERIMAGE", "afterimage")
NAME = "plug-in-afterimage-edit"
SAVED, CLOSED = 0, 1


class AfterimageEdit(Gimp.PlugIn):
    def do_query_procedures(self):
        return [NAME]

    def do_set_i18n(self, name):
        return False

    def do_create_procedure(self, name):
        procedure = Gimp.ImageProcedure.new(self, name, Gimp.PDBProcType.PLUGIN, self.run, None)
        procedure.set_image_types("RGB*, GRAY*")
        procedure.set_menu_label("Refine in Afterimage…")
        procedure.add_menu_path("<Image>/Filters/Enhance")
        procedure.set_documentation(
            "Refines what is visible in Afterimage", "Brings the result back as a layer.", name
        )
        return procedure

    def run(self, procedure, run_mode, image, drawables, config, data):
        with tempfile.TemporaryDirectory(prefix="afterimage-") as folder:
            path = os.path.join(folder, "image.png")
            file = Gio.File.new_for_path(path)
            copy = image.duplicate()
            copy.merge_visible_layers(Gimp.MergeType.CLIP_TO_IMAGE)
            Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, copy, file, None)
            copy.delete()
            try:
                code = subprocess.call([COMMAND, "edit", path])
            except OSError as error:
                return self.failed(procedure, "%s cannot be started: %s" % (COMMAND, error))
            if code == CLOSED:
                return procedure.new_return_values(Gimp.PDBStatusType.CANCEL, GLib.Error())
            if code != SAVED:
                return self.failed(procedure, "Afterimage ended with the code %d." % code)
            layer = Gimp.file_load_layer(Gimp.RunMode.NONINTERACTIVE, image, file)
            layer.set_name("Afterimage")
            image.undo_group_start()
            image.insert_layer(layer, None, 0)
            image.undo_group_end()
            Gimp.displays_flush()
        return procedure.new_return_values(Gimp.PDBStatusType.SUCCESS, GLib.Error())

    @staticmethod
    def failed(procedure, message):
        return procedure.new_return_values(
            Gimp.PDBStatusType.EXECUTION_ERROR, GLib.Error.new_literal(Gimp.PlugIn.error_quark(), message, 0)
        )


Gimp.main(AfterimageEdit.__gtype__, sys.argv)
