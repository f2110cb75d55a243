"""A way of drawing sets from a file: its settings, in YAML or JSON."""

from pathlib import Path

import yaml

from api.errors import InvalidValue
from recommender import SetPolicy


def read_policy(file: Path) -> SetPolicy:
    """Named as the file is.

    Raises: InvalidValue.
    """
    try:
        said = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidValue(f"{file} is neither YAML nor JSON.") from error
    if not isinstance(said, dict):
        raise InvalidValue(f"{file} is to name settings, such as epsilon: 0.1")
    try:
        return SetPolicy.of(file.stem, said)
    except ValueError as error:
        raise InvalidValue(f"{file}: {error.args[0]}") from error
