-- DropIndex
DROP INDEX "Appointment_enteredById_idx";

-- DropIndex
DROP INDEX "OtherName_name_idx";
