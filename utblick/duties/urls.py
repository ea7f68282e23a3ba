app_name = "duties"

urlpatterns: list[object] = []
