"""The charts of a study, each the answer to one question: what they show (`..._data`) and how (`draw_...`)."""
