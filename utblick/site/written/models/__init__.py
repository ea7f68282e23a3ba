"""The pages that people write, their pictures, and where pages that have moved are found."""

from utblick.site.written.models.forwarding import Forwarding as Forwarding
from utblick.site.written.models.pages import SectionPage as SectionPage
from utblick.site.written.models.pages import StartPage as StartPage
from utblick.site.written.models.pages import TextPage as TextPage
from utblick.site.written.models.pages import WrittenPage as WrittenPage
from utblick.site.written.models.pictures import Picture as Picture
from utblick.site.written.models.pictures import Rendition as Rendition
from utblick.site.written.models.places import ActivityPage as ActivityPage
from utblick.site.written.models.places import EventPage as EventPage
from utblick.site.written.models.places import PlacePage as PlacePage
from utblick.site.written.models.places import StayPage as StayPage
from utblick.site.written.models.reviews import ReviewMail as ReviewMail
from utblick.site.written.models.work import CompanyPage as CompanyPage
from utblick.site.written.models.work import FactsPage as FactsPage
