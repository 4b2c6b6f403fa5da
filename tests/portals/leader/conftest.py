from tests.district.pacing.conftest import learned

__all__ = ["learned"]
