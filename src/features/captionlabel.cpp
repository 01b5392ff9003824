#include "features/captionlabel.h"

#include "widgets/theme.h"

QColor CaptionLabel::colour() const
{
    return Theme::caption(palette());
}
