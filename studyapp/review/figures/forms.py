"""The form that picks which questions' figures are shown."""

from wtforms import HiddenField, SelectField

from studyapp.web import PageForm


class FiguresForm(PageForm):
    """A module, and the order in which its questions stand."""

    module = SelectField("Module", validate_choice=False)
    by = HiddenField()

    def show(self, by: str, module: str) -> "FiguresForm":
        """Fill in what is shown now."""
        self.by.data, self.module.data = by, module
        return self
