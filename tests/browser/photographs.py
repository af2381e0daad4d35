"""scikit-image's photographs as files and as addresses that a task can hold."""

import base64
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFilter
from skimage import data


def photograph(name: str) -> "Image.Image":
    return Image.fromarray(getattr(data, name)()).convert("RGB")


def save(name: str, folder: Path) -> Path:
    path = folder / f"{name}.png"
    photograph(name).save(path)
    return path


def data_url(name: str, calm: bool = False) -> str:
    """`calm` takes out the grain, which makes pictures of the page large."""
    buffer = BytesIO()
    picture = photograph(name)
    if calm:
        picture = picture.filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.GaussianBlur(0.7))
    picture.save(buffer, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"
