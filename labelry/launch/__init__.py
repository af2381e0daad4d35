"""What stands behind `launch.py`: prepares an environment, holds the data folder, serves.

Standard library only, and nothing else of labelry: nothing is installed when it runs.
"""
