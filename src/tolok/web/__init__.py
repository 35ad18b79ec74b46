"""The screens: server-rendered pages over the read models, whole without JavaScript."""
