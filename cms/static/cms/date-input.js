// The calendar beside a date writes today over what it does not understand; the server understands more than it does.
window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
