using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>
/// What is wrong or doubtful with a lab as a whole. Takes any lab, also one that refers to things that do not exist;
/// those references are somebody else's finding.
/// </summary>
public static class LabValidation
{
    public static ImmutableArray<LabFinding> Check(LabConfig lab) =>
    [
        .. LabValidationFeeds.Check(lab),
        .. LabValidationHats.Check(lab),
        .. LabValidationNodes.Check(lab),
        .. LabValidationCoordinator.Check(lab),
        .. LabValidationPaths.Check(lab),
        .. LabValidationServices.Check(lab),
        .. LabValidationOrder.Check(lab),
        .. LabValidationPolicy.Check(lab),
        .. LabValidationUse.Check(lab),
        .. LabValidationSensors.Check(lab),
        .. LabValidationInputs.Check(lab),
        .. LabValidationOutlets.Check(lab),
        .. LabValidationThermal.Check(lab),
    ];
}
