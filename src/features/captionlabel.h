#pragma once

#include "widgets/elidedlabel.h"

/// One line of secondary text in the caption colour, elided where it does not fit. Plain text.
class CaptionLabel : public ElidedLabel
{
    Q_OBJECT

public:
    using ElidedLabel::ElidedLabel;

protected:
    QColor colour() const override;
};
